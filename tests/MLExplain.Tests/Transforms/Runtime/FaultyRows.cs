using System.Collections;
using MLExplain.Tests.Transforms.Contract;

namespace MLExplain.Tests.Transforms.Runtime;

/// <summary>Rows of which one cannot be given; those behind it can.</summary>
internal sealed class FaultyRows(IReadOnlyList<ContractRow> rows, int fault) : IEnumerable<ContractRow>
{
    public IEnumerator<ContractRow> GetEnumerator() => new Enumerator(rows, fault);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Enumerator(IReadOnlyList<ContractRow> rows, int fault) : IEnumerator<ContractRow>
    {
        private int _row = -1;

        public ContractRow Current => rows[_row];

        object IEnumerator.Current => Current;

        public bool MoveNext() => ++_row == fault ? throw new InvalidDataException() : _row < rows.Count;

        public void Reset() => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
