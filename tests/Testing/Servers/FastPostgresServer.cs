namespace ToskaMesh.Testing.Servers;

/// <summary>A PostgreSQL that does not wait for the disk: for tests in which it is not killed.</summary>
public sealed class FastPostgresServer() : PostgresServer(durable: false);
