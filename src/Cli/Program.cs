using ToskaMesh.Cli;
using ToskaMesh.Cli.Launch;

return await ToskaCli.RunAsync(args, Installation.Find(AppContext.BaseDirectory), Console.Out, Console.Error);
