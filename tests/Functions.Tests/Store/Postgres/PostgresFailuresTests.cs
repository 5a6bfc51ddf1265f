using Microsoft.EntityFrameworkCore;
using Npgsql;
using ToskaMesh.Functions.Store;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

public sealed class PostgresFailuresTests
{
    [Theory]
    [InlineData("08006", "failed")]
    [InlineData("25006", "primary")]
    [InlineData("25P03", "failed")]
    [InlineData("28P01", "password")]
    [InlineData("3D000", "create it")]
    [InlineData("40001", "busy")]
    [InlineData("42501", "may not")]
    [InlineData("42P01", "toska migrate")]
    [InlineData("53100", "disk")]
    [InlineData("53300", "max_connections")]
    [InlineData("57P01", "failed")]
    [InlineData("57P03", "failed")]
    [InlineData("58030", "failed")]
    [InlineData("XX001", "failed")]
    public void Translate_StateOfTheServer_SaysWhatToDo(string code, string advice) =>
        Assert.Contains(advice, StoreFailures.Translate(Failure(code))!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("22001")]
    [InlineData("23502")]
    [InlineData("23505")]
    [InlineData("42601")]
    [InlineData("42703")]
    public void Translate_MistakeOfOurs_StaysWhatItIs(string code) => Assert.Null(StoreFailures.Translate(Failure(code)));

    [Fact]
    public void Translate_WrappedByTheLayersAbove_IsFound()
    {
        Assert.NotNull(StoreFailures.Translate(new DbUpdateException("x", new NpgsqlException("gone", new IOException()))));
        Assert.NotNull(StoreFailures.Translate(new InvalidOperationException("likely transient", new NpgsqlException("gone"))));
        Assert.NotNull(StoreFailures.Translate(new InvalidOperationException("likely transient", new DbUpdateException("x", Failure("57P01")))));
        Assert.Null(StoreFailures.Translate(new InvalidOperationException("ours", new FormatException())));
    }

    [Fact]
    public void Translate_ToWhatCallersRead_NamesNoHostAndNoPath_ButKeepsTheCause()
    {
        Exception[] causes =
        [
            new NpgsqlException("Failed to connect to 10.1.2.3:5432", new IOException("10.1.2.3")),
            new PostgresException("could not open file \"/srv/10.1.2.3\"", "ERROR", "ERROR", "58P01"),
            new PostgresException("no pg_hba.conf entry for host \"10.1.2.3\"", "FATAL", "FATAL", "28000"),
            new IOException("No space left on device : '/srv/10.1.2.3'"),
        ];

        Assert.All(causes, cause =>
        {
            var told = StoreFailures.Translate(cause)!;
            Assert.DoesNotContain("10.1.2.3", told.Message, StringComparison.Ordinal);
            Assert.Same(cause, told.InnerException);
        });
    }

    [Theory]
    [InlineData("40001", true, false)]
    [InlineData("40P01", true, false)]
    [InlineData("55P03", true, false)]
    [InlineData("23505", true, true)]
    [InlineData("23503", true, true)]
    [InlineData("23502", false, false)]
    [InlineData("57P01", false, false)]
    public void Repeat_OnlyWhatAnotherIsToBlameFor(string code, bool repeat, bool atOnce) =>
        Assert.Equal((repeat, atOnce), (StoreFailures.IsOthersDoing(new DbUpdateException("x", Failure(code))), StoreFailures.IsLostRace(Failure(code))));

    private static PostgresException Failure(string code) => new("message", "ERROR", "ERROR", code);
}
