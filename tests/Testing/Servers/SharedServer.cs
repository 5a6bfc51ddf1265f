namespace ToskaMesh.Testing.Servers;

/// <summary>
/// One server of a kind for all tests of a process that do not stop it, started at the first use and ended with the
/// process. Each test works in a place of its own there (a database, a prefix, an exchange).
/// </summary>
public static class SharedServer
{
    public static Task<T> OfAsync<T>()
        where T : ServerProcess, new() => Holder<T>.Started.Value;

    private static class Holder<T>
        where T : ServerProcess, new()
    {
        public static readonly Lazy<Task<T>> Started = new(StartAsync);

        private static async Task<T> StartAsync()
        {
            var server = new T();
            AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
            await server.StartAsync();
            return server;
        }
    }
}
