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
    private readonly int[] _x;
    private readonly int[] _y;

    // Three per triangle, counter-clockwise in (x, y): its pixels, and the triangle across the edge opposite to each. By Euler's formula there are less
    // than two triangles per pixel.
    private readonly int[] _corners;
    private readonly int[] _across;
    private readonly bool[] _removed;
    private readonly bool[] _fresh;
    private readonly Stack<int> _free = new();
    private int _count;

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
        (_x, _y) = (new int[_at.Length], new int[_at.Length]);
        for (var pixel = 0; pixel < _at.Length; pixel++)
        {
            (_y[pixel], _x[pixel]) = Math.DivRem(pixel, width);
        }

        (_corners, _across) = (new int[6 * _at.Length], new int[6 * _at.Length]);
        (_removed, _fresh) = (new bool[2 * _at.Length], new bool[2 * _at.Length]);
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
            for (var t = 0; t < _count; t++)
            {
                if (!_removed[t])
                {
                    yield return Corners(t);
                }
            }
        }
    }

    /// <summary>Those of <see cref="Triangles"/> that were not there at the last call.</summary>
    public IEnumerable<(int A, int B, int C)> TakeFresh()
    {
        for (var t = 0; t < _count; t++)
        {
            if (_fresh[t] && !_removed[t])
            {
                yield return Corners(t);
            }

            _fresh[t] = false;
        }
    }

    /// <summary>Adds a pixel; false for one that is there already, which changes nothing.</summary>
    public bool Insert(int pixel)
    {
        if (Contains(pixel))
        {
            return false;
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

        return true;
    }

    private (int A, int B, int C) Corners(int triangle) => (_corners[3 * triangle], _corners[(3 * triangle) + 1], _corners[(3 * triangle) + 2]);

    /// <summary>Twice the area of three pixels, above 0 when they turn from x towards y.</summary>
    private long Turn(int a, int b, int c)
    {
        long ax = _x[a], ay = _y[a];
        return ((_x[b] - ax) * (_y[c] - ay)) - ((_y[b] - ay) * (_x[c] - ax));
    }

    private bool CircleHolds(int triangle, int pixel)
    {
        long px = _x[pixel], py = _y[pixel];
        var (ax, ay, aa) = Relative(_corners[3 * triangle]);
        var (bx, by, bb) = Relative(_corners[(3 * triangle) + 1]);
        var (cx, cy, cc) = Relative(_corners[(3 * triangle) + 2]);
        return (aa * ((bx * cy) - (by * cx))) - (bb * ((ax * cy) - (ay * cx))) + (cc * ((ax * by) - (ay * bx))) > 0;

        (long X, long Y, long Squared) Relative(int corner)
        {
            var (x, y) = (_x[corner] - px, _y[corner] - py);
            return (x, y, (x * x) + (y * y));
        }
    }

    /// <summary>The triangle that a pixel lies in or on, by walking towards it.</summary>
    private int Locate(int pixel)
    {
        var near = _x[pixel] > 0 && _at[pixel - 1] != None ? _at[pixel - 1] : pixel >= _width && _at[pixel - _width] != None ? _at[pixel - _width] : _last;
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
            triangle = _count++;
        }

        (_corners[3 * triangle], _corners[(3 * triangle) + 1], _corners[(3 * triangle) + 2]) = (a, b, c);
        (_across[3 * triangle], _across[(3 * triangle) + 1], _across[(3 * triangle) + 2]) = (None, None, None);
        (_removed[triangle], _fresh[triangle], _at[a], _at[b], _at[c], _last) = (false, true, triangle, triangle, triangle, triangle);
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
