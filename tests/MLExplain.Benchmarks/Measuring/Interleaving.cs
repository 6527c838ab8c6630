using System.Diagnostics;

namespace MLExplain.Benchmarks.Measuring;

/// <summary>Times candidates in turns, A B C A B C, so that a slow spell of the machine hits all of them and cancels in the ratio.</summary>
/// <param name="Rounds">How often each candidate has its turn.</param>
/// <param name="TurnMilliseconds">A turn repeats its candidate for about this long and keeps the median repetition; the first, untimed run of all warms up.</param>
/// <param name="PauseMilliseconds">Rest before each turn: threads of the previous candidate stop spinning.</param>
internal sealed record Interleaving(int Rounds, int TurnMilliseconds = 300, int PauseMilliseconds = 60)
{
    public IReadOnlyList<Series> Measure(params IReadOnlyList<Candidate> candidates)
    {
        var repetitions = candidates.Select(Calibrate).ToArray();
        var series = candidates.Select(c => new Series(c.Name, new double[Rounds], new double[Rounds])).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < candidates.Count; i++)
            {
                Thread.Sleep(PauseMilliseconds);
                (series[i].Wall[round], series[i].Processor[round]) = Turn(candidates[i].Run, repetitions[i]);
            }
        }

        return series;
    }

    private int Calibrate(Candidate candidate)
    {
        var start = Stopwatch.GetTimestamp();
        candidate.Run();
        if (Stopwatch.GetElapsedTime(start).TotalMilliseconds > 4 * TurnMilliseconds)
        {
            return 1;
        }

        start = Stopwatch.GetTimestamp();
        candidate.Run();
        return Math.Clamp((int)(TurnMilliseconds / Stopwatch.GetElapsedTime(start).TotalMilliseconds), 1, 50);
    }

    private static (double Wall, double Processor) Turn(Action run, int repetitions)
    {
        var wall = new double[repetitions];
        var processor = new double[repetitions];
        if (repetitions > 1)
        {
            run();
        }

        for (var i = 0; i < repetitions; i++)
        {
            var cpu = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            run();
            wall[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            processor[i] = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds;
        }

        return (Series.MedianOf(wall), Series.MedianOf(processor));
    }
}
