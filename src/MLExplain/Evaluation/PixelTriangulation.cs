namespace MLExplain.Evaluation;

/// <summary>The Delaunay triangulation of pixels of a rectangle, grown pixel by pixel from its four corners.</summary>
/// <remarks>
/// A. Bowyer 1981, D. Watson 1981: a new pixel removes the triangles whose circle holds it and is joined to the border of the hole. Coordinates are whole
/// numbers, so both predicates are exact. On a pixel grid many points share a circle, and then several triangulations are Delaunay's: which one results depends
/// on the order of the pixels, here the caller's, in Qhull (SciPy's <c>griddata</c>) that of its facets.
/// </remarks>
internal sealed class PixelTriangulation
{
    private const int None = -1;

    private readonly int _width;

    // Three per triangle, counter-clockwise in (x, y): its pixels, and the triangle across the edge opposite to each.
    private readonly List<int> _corners = [];
    private readonly List<int> _across = [];
    private readonly List<bool> _removed = [];
    private readonly Stack<int> _free = new();

    // A triangle at each pixel; the triangle of the hole's fan whose border edge starts or ends there.
    private readonly int[] _at;
    private readonly int[] _startsAt;
    private readonly int[] _endsAt;

    private readonly Stack<int> _open = new();
    private readonly List<int> _hole = [];
    private readonly List<(int From, int To, int Outside)> _border = [];
    private int _last;

    /// <param name="height">Rows, at least 2.</param>
    /// <param name="width">Columns, at least 2.</param>
    public PixelTriangulation(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 2);
        _width = width;
        _at = new int[height * width];
        Array.Fill(_at, None);
        (_startsAt, _endsAt) = (new int[_at.Length], new int[_at.Length]);
        var (topRight, bottomLeft, bottomRight) = (width - 1, (height - 1) * width, (height * width) - 1);
        Add(0, topRight, bottomRight);
        Add(0, bottomRight, bottomLeft);
        (_across[1], _across[5]) = (1, 0);
    }

    /// <summary>Whether a pixel is one of the points.</summary>
    public bool Contains(int pixel) => _at[pixel] != None;

    /// <summary>The triangles: three pixels each.</summary>
    public IEnumerable<(int A, int B, int C)> Triangles
    {
        get
        {
            for (var t = 0; t < _removed.Count; t++)
            {
                if (!_removed[t])
                {
                    yield return (_corners[3 * t], _corners[(3 * t) + 1], _corners[(3 * t) + 2]);
                }
            }
        }
    }

    /// <summary>Adds a pixel; one that is there already changes nothing.</summary>
    public void Insert(int pixel)
    {
        if (Contains(pixel))
        {
            return;
        }

        Dig(Locate(pixel), pixel);
        foreach (var triangle in _hole)
        {
            _free.Push(triangle);
        }

        foreach (var (from, to, _) in _border)
        {
            _startsAt[from] = _startsAt[to] = _endsAt[from] = _endsAt[to] = None;
        }

        foreach (var (from, to, outside) in _border)
        {
            // An edge of the rectangle that the pixel lies on spans no triangle with it.
            if (Turn(from, to, pixel) != 0)
            {
                var triangle = Add(pixel, from, to);
                (_startsAt[from], _endsAt[to]) = (triangle, triangle);
                Link(triangle, 0, outside, from, to);
            }
        }

        foreach (var (from, to, _) in _border)
        {
            if (_startsAt[from] is var triangle && triangle != None && _corners[(3 * triangle) + 2] == to)
            {
                _across[(3 * triangle) + 1] = _startsAt[to];
                _across[(3 * triangle) + 2] = _endsAt[from];
            }
        }
    }

    /// <summary>Twice the area of three pixels, above 0 when they turn from x towards y.</summary>
    private long Turn(int a, int b, int c)
    {
        long ax = a % _width, ay = a / _width;
        return (((b % _width) - ax) * ((c / _width) - ay)) - (((b / _width) - ay) * ((c % _width) - ax));
    }

    private bool CircleHolds(int triangle, int pixel)
    {
        long px = pixel % _width, py = pixel / _width;
        var (ax, ay, aa) = Relative(_corners[3 * triangle]);
        var (bx, by, bb) = Relative(_corners[(3 * triangle) + 1]);
        var (cx, cy, cc) = Relative(_corners[(3 * triangle) + 2]);
        return (aa * ((bx * cy) - (by * cx))) - (bb * ((ax * cy) - (ay * cx))) + (cc * ((ax * by) - (ay * bx))) > 0;

        (long X, long Y, long Squared) Relative(int corner)
        {
            var (x, y) = ((corner % _width) - px, (corner / _width) - py);
            return (x, y, (x * x) + (y * y));
        }
    }

    /// <summary>The triangle that a pixel lies in or on, by walking towards it.</summary>
    private int Locate(int pixel)
    {
        var near = pixel % _width > 0 && _at[pixel - 1] != None ? _at[pixel - 1] : pixel >= _width && _at[pixel - _width] != None ? _at[pixel - _width] : _last;
        for (var triangle = near; ;)
        {
            var next = None;
            for (var corner = 0; corner < 3 && next == None; corner++)
            {
                if (Turn(_corners[(3 * triangle) + ((corner + 1) % 3)], _corners[(3 * triangle) + ((corner + 2) % 3)], pixel) < 0)
                {
                    next = _across[(3 * triangle) + corner];
                }
            }

            if (next == None)
            {
                return triangle;
            }

            triangle = next;
        }
    }

    /// <summary>Removes the triangles whose circle holds the pixel and collects the border of the hole.</summary>
    private void Dig(int first, int pixel)
    {
        _hole.Clear();
        _border.Clear();
        Take(first);
        while (_open.TryPop(out var triangle))
        {
            for (var corner = 0; corner < 3; corner++)
            {
                var next = _across[(3 * triangle) + corner];
                if (next != None && _removed[next])
                {
                    continue;
                }

                if (next != None && CircleHolds(next, pixel))
                {
                    Take(next);
                }
                else
                {
                    _border.Add((_corners[(3 * triangle) + ((corner + 1) % 3)], _corners[(3 * triangle) + ((corner + 2) % 3)], next));
                }
            }
        }

        void Take(int triangle)
        {
            _removed[triangle] = true;
            _hole.Add(triangle);
            _open.Push(triangle);
        }
    }

    private int Add(int a, int b, int c)
    {
        if (!_free.TryPop(out var triangle))
        {
            triangle = _removed.Count;
            _removed.Add(true);
            _corners.AddRange([0, 0, 0]);
            _across.AddRange([None, None, None]);
        }

        (_corners[3 * triangle], _corners[(3 * triangle) + 1], _corners[(3 * triangle) + 2]) = (a, b, c);
        (_across[3 * triangle], _across[(3 * triangle) + 1], _across[(3 * triangle) + 2]) = (None, None, None);
        (_removed[triangle], _at[a], _at[b], _at[c], _last) = (false, triangle, triangle, triangle, triangle);
        return triangle;
    }

    private void Link(int triangle, int corner, int outside, int from, int to)
    {
        _across[(3 * triangle) + corner] = outside;
        for (var other = 0; outside != None && other < 3; other++)
        {
            if (_corners[(3 * outside) + ((other + 1) % 3)] == to && _corners[(3 * outside) + ((other + 2) % 3)] == from)
            {
                _across[(3 * outside) + other] = triangle;
            }
        }
    }
}
