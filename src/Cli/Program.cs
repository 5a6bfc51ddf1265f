using ToskaMesh.Cli;
using ToskaMesh.Cli.Launch;

return await ToskaCli.RunAsync(
    args, Installation.Find(AppContext.BaseDirectory), Surroundings.OfThisProcess(), Console.Out, Console.Error);
