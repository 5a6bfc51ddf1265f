using ToskaMesh.Emulator.Durable.History;

namespace ToskaMesh.Emulator.Durable.Store;

internal static class HistoryTable
{
    public static List<Turn> Read(SqliteSession database, string instance) => database.Query(
        "SELECT document FROM history WHERE instance = $1 ORDER BY turn", static (row) => HistoryJson.ReadTurn(row.GetString(0)), instance);

    public static void Append(SqliteSession database, string instance, int number, Turn turn) =>
        database.Execute("INSERT INTO history (instance, turn, document) VALUES ($1, $2, $3)", instance, number, HistoryJson.Write(turn));

    public static void Clear(SqliteSession database, string instance) => database.Execute("DELETE FROM history WHERE instance = $1", instance);
}
