namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>The setting <c>Mesh:Postgres</c>.</summary>
internal sealed class PostgresOptions
{
    public const string Setting = "Mesh:Postgres";

    /// <summary>
    /// As Npgsql reads it, with a host and a database. What it does not name is chosen for many short-lived processes
    /// on one server; see <see cref="PostgresConnection"/>.
    /// </summary>
    public string ConnectionString { get; set; } = "";
}
