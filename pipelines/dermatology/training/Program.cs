using System.CommandLine;
using Dermatology;
using Dermatology.Study;

var seed = new Option<int>("--seed") { Description = "the number that everything is drawn and trained from", DefaultValueFactory = _ => 7 };
var folder = new Option<string>("--out") { Description = "the folder to write", DefaultValueFactory = _ => Path.Combine("pipelines", "dermatology") };
var images = new Option<int>("--images") { Description = "pictures in each training set", DefaultValueFactory = _ => 3000 };
var epochs = new Option<int>("--epochs") { Description = "passes over the training set", DefaultValueFactory = _ => 12 };
var testImages = new Option<int>("--test-images") { Description = "pictures in the test set", DefaultValueFactory = _ => 1200 };
var drawOnly = new Option<bool>("--draw-only") { Description = "draw the sample, train nothing" };

var command = new RootCommand("Draws the pictures of the dermatology demo and trains its three models.") { seed, folder, images, epochs, testImages, drawOnly };
command.SetAction(parsed => new Demo(
    new DemoOptions
    {
        Seed = parsed.GetValue(seed),
        Folder = parsed.GetRequiredValue(folder),
        Images = parsed.GetValue(images),
        Epochs = parsed.GetValue(epochs),
        TestImages = parsed.GetValue(testImages),
        DrawOnly = parsed.GetValue(drawOnly),
    },
    Console.WriteLine).Run());

var first = new Option<int>("--first") { Description = "the first seed", DefaultValueFactory = _ => 1 };
var seeds = new Option<int>("--seeds") { Description = "number of seeds, each the next after the one before", DefaultValueFactory = _ => 20 };
var copies = new Option<int>("--copies") { Description = "pictures in each audit: this many times 192", DefaultValueFactory = _ => 12 };
var models = new Option<string>("--models") { Description = "the folder that keeps the models; those in it are not trained again", DefaultValueFactory = _ => Path.Combine("reports", "power-models") };
var power = new Command("power", "Trains and audits the biased and the fair model of many seeds, and counts what the audit names.") { first, seeds, copies, models, folder, images, epochs };
power.SetAction(parsed => new PowerStudy(
    new StudyOptions
    {
        First = parsed.GetValue(first),
        Seeds = parsed.GetValue(seeds),
        Copies = parsed.GetValue(copies),
        Models = parsed.GetRequiredValue(models),
        Folder = parsed.GetRequiredValue(folder),
        Images = parsed.GetValue(images),
        Epochs = parsed.GetValue(epochs),
    },
    Console.WriteLine).Run());
command.Subcommands.Add(power);
return command.Parse(args).Invoke();
