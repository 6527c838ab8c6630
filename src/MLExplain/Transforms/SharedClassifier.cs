using MLExplain.Models;

namespace MLExplain.Transforms;

/// <summary>One classifier for all columns of a model: opened by the first holder, closed by the last that lets go.</summary>
/// <remarks>The table refers weakly: holders that are collected without being disposed do not keep a model in memory.</remarks>
internal sealed class SharedClassifier
{
    private static readonly Dictionary<object, WeakReference<SharedClassifier>> Open = [];

    private readonly object _key;
    private int _holders;

    private SharedClassifier(object key, OnnxClassifier classifier) => (_key, Classifier) = (key, classifier);

    public OnnxClassifier Classifier { get; }

    /// <summary>Takes hold of the classifier for a key; pairs with one <see cref="Release"/>.</summary>
    public static SharedClassifier Acquire(object key, Func<OnnxClassifier> load)
    {
        lock (Open)
        {
            if (!Open.TryGetValue(key, out var reference) || !reference.TryGetTarget(out var shared))
            {
                shared = new SharedClassifier(key, load());
                Open[key] = new WeakReference<SharedClassifier>(shared);
            }

            shared._holders++;
            return shared;
        }
    }

    /// <summary>Lets go.</summary>
    public void Release()
    {
        lock (Open)
        {
            if (--_holders > 0)
            {
                return;
            }

            Open.Remove(_key);
        }

        Classifier.Dispose();
    }
}
