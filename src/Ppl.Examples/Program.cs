using Ppl.Examples;

return await CommandLine.Run(args, Console.Out, Console.Error);
