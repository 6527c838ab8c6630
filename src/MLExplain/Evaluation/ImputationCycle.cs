using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLExplain.Evaluation;

/// <summary>Grids of which each has half the rows and columns of the one before: what neighbours smooth out slowly, a coarse grid solves.</summary>
/// <remarks>
/// A. Brandt 1977, Math. Comp. 31, with one Jacobi smoothing before and one after: on this stencil it leaves a third of what a coarse grid cannot see.
/// The coarse stencil is the fine one. What must be right there is where zero lies: by the ties of open cells to known ones, see <see cref="Tie"/>.
/// </remarks>
internal sealed class ImputationCycle
{
    /// <summary>Below this, zero lies at the cell's centre or beyond: it counts as known.</summary>
    private const float Beyond = 0.2f;

    private readonly ImputationGrid[] _grids;
    private readonly float[] _row;

    public ImputationCycle(int height, int width)
    {
        var grids = new List<ImputationGrid> { new(height, width) };
        while (grids[^1] is { } last && Math.Max(last.Height, last.Width) > 1)
        {
            grids.Add(new ImputationGrid((last.Height + 1) / 2, (last.Width + 1) / 2));
        }

        _grids = [.. grids];
        _row = new float[Fine.Stride + (2 * ImputationGrid.Lanes)];
    }

    public ImputationGrid Fine => _grids[0];

    /// <summary>Makes the coarse grids from the finest.</summary>
    public void Coarsen()
    {
        for (var level = 1; level < _grids.Length; level++)
        {
            var coarse = _grids[level];
            var (open, shut) = (coarse.Solution, coarse.Right);
            Array.Clear(open);
            Array.Clear(shut);
            Array.Clear(coarse.Pull);
            Tie(_grids[level - 1], coarse, open, shut);
            for (var row = 0; row < coarse.Height; row++)
            {
                coarse.Neighbours(open, row, coarse.Diagonal);
                coarse.Neighbours(shut, row, coarse.Inverse);
                for (int at = coarse.Row(row), end = at + coarse.Stride; at < end; at++)
                {
                    coarse.Pull[at] = open[at] * (coarse.Pull[at] + coarse.Inverse[at]);
                    coarse.Diagonal[at] = open[at] * (coarse.Pull[at] + coarse.Diagonal[at]);
                    coarse.Inverse[at] = coarse.Diagonal[at] > 0 ? 1 / coarse.Diagonal[at] : 0;
                }
            }

            Array.Clear(open);
            Array.Clear(shut);
        }
    }

    /// <summary>Solution of the finest grid ≈ what belongs to its right-hand side.</summary>
    public void Run() => Run(0);

    private void Run(int level)
    {
        var grid = _grids[level];
        grid.Start();
        if (level + 1 < _grids.Length)
        {
            Restrict(grid, _grids[level + 1]);
            Run(level + 1);
            Prolong(_grids[level + 1], grid);
        }

        grid.Smooth();
    }

    /// <summary>A coarse cell's pull: that of its cells, S, weakened or strengthened by how far its centre is from where they end.</summary>
    /// <remarks>
    /// Beside a straight edge the solution grows linearly and the pull of a cell is 1/3 over the distance of its centre. S / (1 + 3/4 · S) keeps that true when
    /// all cells are open, S / (1 − 3/4 · S) when half are: the centre is then nearer to the edge. Where pulls come from all sides, they just add up.
    /// </remarks>
    private static void Tie(ImputationGrid fine, ImputationGrid coarse, float[] open, float[] shut)
    {
        for (var cell = 0; cell < coarse.Height * coarse.Width; cell++)
        {
            var (row, column) = (cell / coarse.Width, cell % coarse.Width);
            var (upper, lower, at) = (fine.Row(2 * row) + 1 + (2 * column), fine.Row((2 * row) + 1) + 1 + (2 * column), coarse.Row(row) + 1 + column);
            var count = Count(fine.Diagonal[upper]) + Count(fine.Diagonal[upper + 1]) + Count(fine.Diagonal[lower]) + Count(fine.Diagonal[lower + 1]);
            if (count == 0)
            {
                continue;
            }

            var (a, b, c, d) = (fine.Pull[upper], fine.Pull[upper + 1], fine.Pull[lower], fine.Pull[lower + 1]);
            var all = (1 + Math.Min(1, fine.Height - 1 - (2 * row))) * (1 + Math.Min(1, fine.Width - 1 - (2 * column)));
            var side = count == all ? 1 : count == 3 ? 0 : -1;
            var sum = a + b + c + d;
            var oneSided = Math.Min(sum, Math.Abs(a + c - b - d) + Math.Abs(a + b - c - d));
            var distance = 1 + (0.75f * side * oneSided);
            (distance < Beyond ? shut : open)[at] = 1;
            coarse.Pull[at] = sum / Math.Max(distance, Beyond);
        }

        static int Count(float diagonal) => diagonal > 0 ? 1 : 0;
    }

    /// <summary>The coarse right-hand side: what is left in its four cells.</summary>
    private void Restrict(ImputationGrid fine, ImputationGrid coarse)
    {
        for (var row = 0; row < coarse.Height; row++)
        {
            fine.Remainder(2 * row, _row, add: false);
            if ((2 * row) + 1 < fine.Height)
            {
                fine.Remainder((2 * row) + 1, _row, add: true);
            }

            var sums = coarse.Right.AsSpan(coarse.Row(row) + 1, coarse.Width);
            var parts = _row.AsSpan(1, 2 * sums.Length);
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] = parts[2 * i] + parts[(2 * i) + 1];
            }
        }
    }

    /// <summary>Adds the coarse solution to open cells, interpolated linearly: 3/4 of the own cell's, 1/4 of the nearest one's, by rows and by columns.</summary>
    private void Prolong(ImputationGrid coarse, ImputationGrid fine)
    {
        ref var mixed = ref MemoryMarshal.GetArrayDataReference(_row);
        ref var inverse = ref MemoryMarshal.GetArrayDataReference(fine.Inverse);
        ref var target = ref MemoryMarshal.GetArrayDataReference(fine.First);
        for (var row = 0; row < fine.Height; row++)
        {
            var (own, near) = (coarse.Row(row / 2), coarse.Row((row / 2) + (row % 2 == 0 ? -1 : 1)));
            for (var i = 0; i < coarse.Stride; i += ImputationGrid.Lanes)
            {
                ImputationGrid.Put(_row, i, (0.75f * ImputationGrid.Get(coarse.Solution, own + i)) + (0.25f * ImputationGrid.Get(coarse.Solution, near + i)));
            }

            // Four coarse values make four fine ones: the inner two twice, each with the one on its other side.
            for (int i = 0, at = fine.Row(row) + 1; i < fine.Width; i += 4, at += 4)
            {
                var four = Vector128.LoadUnsafe(ref mixed, (nuint)(i / 2));
                var values = (0.75f * Vector128.Shuffle(four, Vector128.Create(1, 1, 2, 2))) + (0.25f * Vector128.Shuffle(four, Vector128.Create(0, 2, 1, 3)));
                var open = Vector128.GreaterThan(Vector128.LoadUnsafe(ref inverse, (nuint)at), Vector128<float>.Zero);
                (Vector128.LoadUnsafe(ref target, (nuint)at) + (values & open)).StoreUnsafe(ref target, (nuint)at);
            }
        }
    }
}
