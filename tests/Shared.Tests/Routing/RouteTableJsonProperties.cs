using System.Text;
using CsCheck;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Shared.Tests.Routing;

public sealed class RouteTableJsonProperties
{
    [Fact]
    public void AnyTable_ReadBack_IsTheSame() => RouteTables.Tables.Sample(table =>
    {
        var document = RouteTableJson.Serialize(table);

        var reading = RouteTableJson.Read(document);

        Assert.True(reading.Accepted, string.Join('\n', reading.Errors));
        Assert.Equal(table.Order(), reading.Table.Order());
        Assert.True(RouteTableDiff.Between(table.Services, reading.Table.Services).IsEmpty);
        Assert.True(RoutedConfigurationRules.AreSame(table.Configurations, reading.Table.Configurations));
        Assert.Equal(document, RouteTableJson.Serialize(reading.Table));
    });

    [Fact]
    public void AnyTable_Truncated_IsRejectedWhereverItIsCut() => RouteTables.Tables.Sample(
        table =>
        {
            var document = RouteTableJson.Serialize(table);
            for (var length = 0; length < document.Length; length++)
            {
                Assert.False(RouteTableJson.Read(document.AsSpan(0, length)).Accepted);
            }
        },
        iter: 20);

    [Fact]
    public void AnyTable_WithBytesChanged_IsReadOrRejectedButNeverThrows() =>
        Gen.Select(RouteTables.Tables, Gen.Select(Gen.Int[0, 1_000_000], Gen.Byte).Array[1, 5]).Sample((table, changes) =>
        {
            var document = RouteTableJson.Serialize(table);
            foreach (var (position, value) in changes)
            {
                document[position % document.Length] = value;
            }

            var reading = RouteTableJson.Read(document);
            Assert.Equal(reading.Accepted, reading.Errors.Count == 0);
        });

    [Fact]
    public void AnyBytes_AreRejectedButNeverThrow() =>
        Gen.Byte.Array[0, 200].Sample(bytes => Assert.False(RouteTableJson.Read(bytes).Accepted));

    [Fact]
    public void Keys_ReadBack_AreTheSame_AndATableBeforeThemHasNone()
    {
        using var key = new TestSigningKey("k1");
        var table = new RouteTable { Epoch = 1, Version = 1, Services = [], Issuer = TestSigningKey.Issuer, SigningKeys = [key.Published] };

        Assert.Equal(table.Trusted(), RouteTableJson.Read(RouteTableJson.Serialize(table)).Table!.Trusted());
        Assert.Equal(SigningKeySet.None, RouteTableJson.Read("""{"schemaVersion":1,"epoch":1,"version":1,"services":[]}"""u8).Table!.Trusted());
    }

    [Fact]
    public void Keys_ThatNobodyCouldVerifyWith_AreRejectedWithTheTable()
    {
        using var key = new TestSigningKey("k1");
        var good = key.Published;
        SigningKeySet[] bad =
        [
            new(null, [good]),
            new("mesh.test", [good]),
            new("ftp://mesh.test", [good]),
            new("https://mesh.test?x=1", [good]),
            new(TestSigningKey.Issuer, [good, good]),
            new(TestSigningKey.Issuer, [null!]),
            new(TestSigningKey.Issuer, [good with { KeyId = "" }]),
            new(TestSigningKey.Issuer, [good with { KeyId = "a b" }]),
            new(TestSigningKey.Issuer, [good with { X = good.X[1..] }]),
            new(TestSigningKey.Issuer, [good with { X = "!" + good.X[1..] }]),
            new(TestSigningKey.Issuer, [good with { X = new string('A', 43) }]),
            new(TestSigningKey.Issuer, [.. Enumerable.Range(0, SigningKeySet.MaxKeys + 1).Select(i => good with { KeyId = $"k{i}" })]),
        ];

        Assert.All(bad, set => Assert.Equal(
            RouteTableRejection.Invalid,
            RouteTableValidator.Validate(new RouteTable { Epoch = 1, Version = 1, Services = [], Issuer = set.Issuer, SigningKeys = set.Keys }).Rejection));
    }

    [Theory]
    [InlineData("", RouteTableRejection.Empty)]
    [InlineData("\0\0\0\0", RouteTableRejection.Empty)]
    [InlineData("null", RouteTableRejection.Malformed)]
    [InlineData("[]", RouteTableRejection.Malformed)]
    [InlineData("{}", RouteTableRejection.Malformed)]
    [InlineData("{\"schemaVersion\":2,\"epoch\":1,\"version\":1,\"services\":[]}", RouteTableRejection.Schema)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":0,\"version\":1,\"services\":[]}", RouteTableRejection.Invalid)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":null}", RouteTableRejection.Malformed)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[null]}", RouteTableRejection.Invalid)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[{\"name\":\"a\",\"instances\":[null]}]}", RouteTableRejection.Invalid)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[{\"name\":\"a\",\"access\":7,\"instances\":[]}]}", RouteTableRejection.Malformed)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[{\"name\":\"a\",\"instances\":[]},{\"name\":\"A\",\"instances\":[]}]}", RouteTableRejection.Invalid)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[{\"name\":\"a\",\"instances\":[{\"id\":\"i\",\"address\":\"127.1\",\"port\":1,\"routed\":true,\"weight\":1,\"tags\":[]}]}]}", RouteTableRejection.Invalid)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[{\"name\":\"a\",\"instances\":[{\"id\":\"i\",\"address\":\"a\",\"port\":1,\"routed\":true,\"tags\":[]}]}]}", RouteTableRejection.Malformed)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[{\"name\":\"a\",\"instances\":[{\"id\":\"i\",\"address\":\"a\",\"port\":1,\"routed\":true,\"weight\":1}]}]}", RouteTableRejection.Malformed)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[{\"name\":\"a\",\"instances\":[{\"id\":\"i\",\"address\":\"a\",\"port\":0,\"routed\":true,\"weight\":1,\"tags\":[]}]}]}", RouteTableRejection.Invalid)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[{\"name\":\"a\",\"instances\":[{\"id\":\"i\",\"address\":\"a\",\"port\":1,\"routed\":true,\"weight\":1,\"tags\":[null]}]}]}", RouteTableRejection.Invalid)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[],\"configurations\":[null]}", RouteTableRejection.Invalid)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[],\"configurations\":[{\"name\":\"db\",\"environment\":\"default\",\"version\":0,\"hash\":\"\",\"services\":[],\"labels\":{}}]}", RouteTableRejection.Invalid)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[],\"configurations\":[{\"name\":\"db\",\"environment\":\"default\",\"version\":1,\"hash\":\"a\",\"services\":[],\"labels\":{}},{\"name\":\"db\",\"environment\":\"default\",\"version\":2,\"hash\":\"a\",\"services\":[],\"labels\":{}}]}", RouteTableRejection.Invalid)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[],\"configurations\":[{\"name\":\"db\",\"environment\":\"default\",\"version\":1,\"hash\":\"a\",\"services\":[\"-\"],\"labels\":{}}]}", RouteTableRejection.Invalid)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[],\"configurations\":[{\"name\":\"db\",\"environment\":\"default\",\"version\":1,\"hash\":\"a\",\"services\":[]}]}", RouteTableRejection.Malformed)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[{\"name\":\"-\",\"instances\":[]}]}", RouteTableRejection.Invalid)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[{\"name\":\"a\",\"rateLimit\":{\"permits\":0,\"window\":\"00:00:01\"},\"instances\":[]}]}", RouteTableRejection.Invalid)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[{\"name\":\"a\",\"rateLimit\":{\"permits\":1,\"window\":\"00:00:00\"},\"instances\":[]}]}", RouteTableRejection.Invalid)]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"services\":[{\"name\":\"a\",\"rateLimit\":{\"permits\":1},\"instances\":[]}]}", RouteTableRejection.Malformed)]
    public void Read_BadDocument_SaysWhy(string document, RouteTableRejection reason) =>
        Assert.Equal(reason, RouteTableJson.Read(Encoding.UTF8.GetBytes(document)).Rejection);
}
