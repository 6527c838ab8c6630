using System.CommandLine;
using Dermatology;

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
return command.Parse(args).Invoke();
