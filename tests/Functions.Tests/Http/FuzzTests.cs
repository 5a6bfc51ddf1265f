using System.Net;
using CsCheck;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.Tests.Registry;

namespace ToskaMesh.Functions.Tests.Http;

/// <summary>Whatever is sent to whatever endpoint: an answer, and never a failure of ours.</summary>
public sealed class FuzzTests(ControlPlaneFixture fixture) : IClassFixture<ControlPlaneFixture>
{
    private static readonly HttpFunctions Functions = new(typeof(HttpFunctions).Assembly.GetExportedTypes());

    private static readonly string[] Bodies =
    [
        RegistrationTests.Body("orders", "o-1", ""","tags":["a"],"metadata":{"k":"v"},"healthCheck":{"endpoint":"/h"},"routing":{}"""),
        """{"status":"healthy","output":"fine"}""",
        """{"metadata":{"k":"v"}}""",
    ];

    private static readonly string[] Splinters =
        ["null", "1e999", "-0", "\"\\ud800\"", "{", "}", "[", "]", "\"", "\\u0000", "é", "\ufeff", ",", ":", "99999999999999999999"];

    private readonly ControlPlaneUnderTest _mesh = fixture.Mesh;

    public static TheoryData<string> Posts =>
        new(Functions.All.Where(function => function.Methods.Contains("POST")).Select(function => function.Name));

    public static TheoryData<string> Gets =>
        new(Functions.All.Where(function => function.Methods.Contains("GET")).Select(function => function.Name));

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Post_AnyBytes_IsAnswered(string name) =>
        await Gen.Byte.Array[0, 300].SampleAsync(bytes => IsAnsweredAsync(name, bytes), iter: 60, threads: 1);

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Post_MutatedBody_IsAnswered(string name)
    {
        var mutation =
            from body in Gen.OneOf([.. Bodies.Select(Gen.Const)])
            from at in Gen.Int[0, body.Length]
            from length in Gen.Int[0, 20]
            from splinter in Gen.OneOf([.. Splinters.Select(Gen.Const)])
            select body[..at] + splinter + body[Math.Min(body.Length, at + length)..];

        await mutation.SampleAsync(body => IsAnsweredAsync(name, System.Text.Encoding.UTF8.GetBytes(body)), iter: 150, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Gets))]
    public async Task Get_AnyPathAndQuery_IsAnswered(string name)
    {
        var request =
            from value in Gen.String[0, 60]
            from parameter in Gen.OneOf(Gen.Const("tag"), Gen.Const("zone"), Gen.Const("limit"), Gen.Const("continuation"), Gen.Const("x"))
            from query in Gen.String[0, 60]
            select PathOf(name, Uri.EscapeDataString(Tame(value))) + $"?{parameter}={Uri.EscapeDataString(Tame(query))}";

        await request.SampleAsync(
            async path =>
            {
                using var response = await _mesh.Admin.GetAsync(path);
                return response.StatusCode < HttpStatusCode.InternalServerError;
            },
            iter: 60,
            threads: 1);
    }

    private static string PathOf(string name, string value)
    {
        var route = Functions.All.Single(function => function.Name == name).Route;
        return route.IsCatchAll ? $"zz/{value}" : route.Parameters.Aggregate(
            route.Text, (text, parameter) => text.Replace($"{{{parameter}}}", value, StringComparison.Ordinal));
    }

    // Half a surrogate pair cannot be put into a URL at all.
    private static string Tame(string text) => string.Concat(text.EnumerateRunes());

    private async Task<bool> IsAnsweredAsync(string name, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var response = await _mesh.Admin.PostAsync(PathOf(name, "o-1"), content);
        return response.StatusCode < HttpStatusCode.InternalServerError;
    }
}
