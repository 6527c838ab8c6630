using Microsoft.ML;
using Microsoft.ML.Data;
using MLExplain.Transforms;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Tests.Transforms.Runtime;

/// <summary>Adds a column <c>Twice</c> of 2 × <c>Id</c>; a test says what happens whenever a row is read and a block computed.</summary>
internal sealed class ScriptedTransformer(MLContext ml) : RowTransformer(MlNetAccess.EnvironmentOf(ml.Transforms))
{
    /// <summary>Called with the id of each row read.</summary>
    public Action<int> Reading { get; init; } = _ => { };

    /// <summary>Called with the ids of each block computed.</summary>
    public Action<int[]> Computing { get; init; } = _ => { };

    private protected override RowBinding BindTo(DataViewSchema schema) => new Binding(this, schema["Id"]);

    private protected override void SaveState(ModelSaveContext context) => throw new NotSupportedException();

    private sealed class Binding(ScriptedTransformer script, DataViewSchema.Column id)
        : RowBinding([id], [new DataViewSchema.DetachedColumn("Twice", NumberDataViewType.Int32)])
    {
        public override RowComputation Open(DataViewRow input, int capacity) => new Computation(script, input.GetGetter<int>(id), capacity);
    }

    private sealed class Computation(ScriptedTransformer script, ValueGetter<int> id, int capacity) : RowComputation
    {
        private readonly int[] _ids = new int[capacity];
        private readonly int[] _twice = new int[capacity];

        public override void Read(int slot)
        {
            id(ref _ids[slot]);
            script.Reading(_ids[slot]);
        }

        public override void Compute(int count, CancellationToken cancellationToken)
        {
            script.Computing(_ids[..count]);
            for (var slot = 0; slot < count; slot++)
            {
                _twice[slot] = 2 * _ids[slot];
            }
        }

        public override Delegate GetterOf(int output) => new SlotGetter<int>((int slot, ref int value) => value = _twice[slot]);
    }
}
