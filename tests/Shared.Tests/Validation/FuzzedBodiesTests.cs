using System.Text;
using CsCheck;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Tests.Validation;

public sealed class FuzzedBodiesTests
{
    private const string Valid = """
        {"serviceName":"orders","serviceId":"o-1","address":"10.0.0.1","port":80,"tags":["a"],"metadata":{"k":"v"},
        "healthCheck":{"type":"http","endpoint":"/h","interval":"00:00:10"},"routing":{"access":"anonymous","rateLimit":{"permits":5,"window":"00:00:10","by":"client"}}}
        """;

    private static readonly RegistrationParser Parser =
        new(new RegistrationTerms { Addresses = new AddressRules(AllowLoopback: false) });

    [Fact]
    public void Parse_AnyBytes_AnswersAValueOrReasons() =>
        Gen.Byte.Array[0, 200].Sample(bytes => ValueOrReasons(bytes));

    [Fact]
    public void Parse_MutatedBody_AnswersAValueOrReasons() =>
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Int[0, 12], Gen.OneOf("null", "1e999", "-0", "\"\\ud800\"", "{}", "[]", "\"", "\\u0000", "é", "\ufeff"))
            .Sample((at, length, text) =>
                ValueOrReasons(Encoding.UTF8.GetBytes(Valid[..at] + text + Valid[Math.Min(Valid.Length, at + length)..])));

    private static bool ValueOrReasons(byte[] body)
    {
        var parsed = Parser.Parse(body);
        return parsed.Succeeded == (parsed.Errors.Count == 0);
    }
}
