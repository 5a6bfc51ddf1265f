using Microsoft.Data.Sqlite;
using ToskaMesh.Testing;

namespace ToskaMesh.Functions.Tests.Store;

/// <summary>A migrated store file, made once: copying it is much faster than migrating another.</summary>
internal static class SqliteTemplate
{
    private static readonly Lazy<byte[]> Content = new(() => MakeAsync().GetAwaiter().GetResult());

    public static void CopyTo(string directory) => File.WriteAllBytes(Path.Combine(directory, "mesh.db"), Content.Value);

    private static async Task<byte[]> MakeAsync()
    {
        using var directory = new TemporaryDirectory();
        await using (await MeshStoreUnderTest.OpenAsync(directory.Path, TimeProvider.System))
        {
        }

        // What is in the write-ahead log only would be missing.
        await using (var connection = new SqliteConnection($"Data Source={directory.File("mesh.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await checkpoint.ExecuteNonQueryAsync();
        }

        return await File.ReadAllBytesAsync(directory.File("mesh.db"));
    }
}
