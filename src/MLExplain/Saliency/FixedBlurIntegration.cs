using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>Blur IG with a fixed number of steps, as published: left Riemann sums from sharp to blurred, one running sum whatever the number.</summary>
internal sealed class FixedBlurIntegration(BlurIgOptions options)
{
    private readonly int _steps = options.Steps.Count;

    public void Run(ExplainedBatch batch, IEnumerable<int> images, Action<int, double[]> finished, CancellationToken cancellationToken)
    {
        var jobs =
            from image in images
            let blurred = new BlurredImage(batch.Image(image), batch.Shape)
            from step in Enumerable.Range(0, _steps)
            select new Job(image, step, blurred);

        double[] total = [];
        batch.Differentiate(
            jobs,
            job => job.Image,
            (job, row) => job.Fill(Sigma(job.Step), Sigma(job.Step + 1), options.GradStep, row),
            (job, _, gradient) =>
            {
                total = job.Step == 0 ? new double[gradient.Length] : total;
                job.AddTo(total, gradient);
                if (job.Step == _steps - 1)
                {
                    finished(job.Image, total);
                }
            },
            cancellationToken);
    }

    private double Sigma(int step)
    {
        var linear = step * options.MaxSigma / _steps;
        return options.Schedule == BlurSchedule.Sqrt ? Math.Sqrt(linear) : linear;
    }

    private sealed class Job(int image, int step, BlurredImage blurred)
    {
        private double[] _way = [];

        public int Image => image;

        public int Step => step;

        // (σ_{i+1} − σ_i) (G(x, σ_i + δ) − G(x, σ_i)) / δ is kept until the gradient at G(x, σ_i) arrives.
        public void Fill(double sigma, double next, double gradStep, Span<float> row)
        {
            var here = blurred.At(sigma);
            _way = blurred.At(sigma + gradStep);
            TensorPrimitives.ConvertTruncating<double, float>(here, row);
            for (var i = 0; i < _way.Length; i++)
            {
                _way[i] = (_way[i] - here[i]) / gradStep * (next - sigma);
            }
        }

        public void AddTo(double[] total, ReadOnlySpan<float> gradient)
        {
            for (var i = 0; i < total.Length; i++)
            {
                total[i] -= _way[i] * gradient[i];
            }

            _way = [];
        }
    }
}
