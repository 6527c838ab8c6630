Console.Error.WriteLine("mlexplain: see --help");
return 64;
