namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>The setting <c>Mesh:Postgres</c>.</summary>
internal sealed class PostgresOptions
{
    public const string Setting = "Mesh:Postgres";

    /// <summary>
    /// Connection string of the mesh store in the profiles local and cloud, as Npgsql reads it, with a host and a
    /// database; PostgreSQL 15 or later, PgBouncer in transaction mode if you like. What it does not name is chosen for many short-lived processes on one server (10 connections each,
    /// 5 s to connect, 15 s for a statement); see <see cref="PostgresConnection"/>.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// Whether the process signs in with its own identity (Microsoft Entra) instead of a password: the connection string
    /// has none then, and names as its user the role that stands for the identity.
    /// </summary>
    public bool UseIdentity { get; set; }
}
