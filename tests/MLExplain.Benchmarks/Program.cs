using System.CommandLine;
using System.Globalization;
using MLExplain.Benchmarks.Measuring;
using MLExplain.Benchmarks.Networks;
using MLExplain.Benchmarks.Peers;
using MLExplain.Benchmarks.Suites;
using MLExplain.Gradients;

if (args is ["child", var engine, var childNetwork, var model, var childThreads, var steps, var chunk])
{
    MemorySuite.RunChild(engine, childNetwork, model, Parse(childThreads), Parse(steps), Parse(chunk));
    return 0;
}

var suites = new Dictionary<string, Action<BenchmarkOptions>>
{
    ["agreement"] = AgreementSuite.Run,
    ["forward"] = ForwardSuite.Run,
    ["gradient"] = GradientSuite.Run,
    ["integrated-gradients"] = IntegratedGradientsSuite.Run,
    ["opening"] = OpeningSuite.Run,
    ["memory"] = MemorySuite.Run,
    ["steps"] = StepsSuite.Run,
    ["profile"] = ProfileSuite.Run,
    ["lime"] = LimeSuite.Run,
    ["superpixels"] = SuperpixelSuite.Run,
    ["measures"] = MeasuresSuite.Run,
    ["randomisation"] = RandomisationSuite.Run,
    ["audit"] = AuditSuite.Run,
};

var suite = new Option<string>("--suite") { Description = "all, or: " + string.Join(", ", suites.Keys), DefaultValueFactory = _ => "all" };
var network = new Option<string>("--network") { Description = "all, or: " + string.Join(", ", Architectures.All.Keys), DefaultValueFactory = _ => "all" };
var threads = new Option<int[]>("--threads") { Description = "threads of both sides", DefaultValueFactory = _ => [1, 2], AllowMultipleArgumentsPerToken = true };
var batch = new Option<int[]>("--batch") { Description = "images per call", DefaultValueFactory = _ => [1], AllowMultipleArgumentsPerToken = true };
var rounds = new Option<int>("--rounds") { Description = "turns of each candidate", DefaultValueFactory = _ => 7 };
var malloc = new Option<string>("--malloc") { Description = "default, or tuned: glibc settings that help libtorch", DefaultValueFactory = _ => "default" };
var lowering = new Option<Lowering?>("--lowering") { Description = "force one formulation of the gradient; not given: what users get" };
var root = new RootCommand("MLExplain beside libtorch in one process. Prints Markdown.") { suite, network, threads, batch, rounds, malloc, lowering };
root.SetAction(result =>
{
    if (result.GetValue(malloc) == "tuned" && !MallocTuning.IsActive)
    {
        Console.Write(FreshProcess.Run(args, MallocTuning.Variables));
        return;
    }

    OurClassifier.Lowering = result.GetValue(lowering);
    var options = new BenchmarkOptions
    {
        Networks = Names(result.GetValue(network)!, Architectures.All.Keys),
        Threads = result.GetValue(threads)!,
        Batches = result.GetValue(batch)!,
        Rounds = result.GetValue(rounds),
        Page = new Page(Console.Out),
    };
    foreach (var name in Names(result.GetValue(suite)!, suites.Keys))
    {
        suites[name](options);
    }
});
return root.Parse(args).Invoke();

static int Parse(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static IReadOnlyList<string> Names(string choice, IEnumerable<string> known) =>
    choice == "all" ? [.. known]
    : known.Contains(choice) ? [choice]
    : throw new ArgumentException($"'{choice}' is not known here. Known: all, {string.Join(", ", known)}.");
