using Azure.Identity;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>The way to the database, and the process's pool of connections to it.</summary>
internal sealed class PostgresConnection(IOptions<PostgresOptions> options) : IDisposable
{
    // One writer and a few readers: many instances of an app share the server's hundred connections, and a read that
    // waits for one of ten here would wait for the processor there. Idle ones are given back soon.
    private const string Defaults =
        "Application Name=toskamesh;Maximum Pool Size=10;Minimum Pool Size=0;Connection Idle Lifetime=60;Timeout=5;Command Timeout=15";

    // Made at the first use: a start does no I/O, and finds no credential either.
    private readonly Lazy<NpgsqlDataSource> _source = new(() => Build(options.Value));

    /// <summary>The process's one pool.</summary>
    public NpgsqlDataSource Source => _source.Value;

    /// <summary>What is given wins over the defaults, but not over what a pooler such as PgBouncer needs: nothing is kept in a session.</summary>
    public static string Complete(string given) => new NpgsqlConnectionStringBuilder($"{Defaults};{given}")
    {
        NoResetOnClose = true,
        MaxAutoPrepare = 0,
        Enlist = false,
    }.ConnectionString;

    public void Dispose()
    {
        if (_source.IsValueCreated)
        {
            _source.Value.Dispose();
        }
    }

    private static NpgsqlDataSource Build(PostgresOptions options)
    {
        var builder = new NpgsqlDataSourceBuilder(Complete(options.ConnectionString));
        if (options.UseIdentity)
        {
            builder.UseEntra(new DefaultAzureCredential());
        }

        return builder.Build();
    }
}
