using System.Text;
using ToskaMesh.Shared.Identity.Clients;
using ToskaMesh.Shared.Identity.OAuth;

namespace ToskaMesh.Shared.Tests.Identity;

public sealed class PresentedClientTests
{
    [Fact]
    public void Read_Basic_DecodesBothParts()
    {
        // RFC 6749, section 2.3.1: form-encoded, then joined.
        var header = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("a%3Ab:s+%2Be%C3%A9"));

        var client = PresentedClient.Read(header, Form(""), out var error);

        Assert.Null(error);
        Assert.Equal("a:b", client!.Id);
        Assert.True(client.Secret!.Matches(ClientSecret.Presented("s +eé").Hash()));
    }

    [Theory]
    [InlineData("Basic !", "", "invalid_client")]
    [InlineData("Basic Og==", "", "invalid_client")]
    [InlineData("Basic YTpi", "client_id=a&client_secret=b", "invalid_request")]
    [InlineData("Basic YTpi", "client_id=other", "invalid_request")]
    public void Read_FaultyOrSeveralProofs_AreRefused(string header, string form, string code)
    {
        Assert.Null(PresentedClient.Read(header, Form(form), out var error));
        Assert.Equal(code, error?.Code);
    }

    [Fact]
    public void Read_IdAlone_IsAPublicClient()
    {
        var client = PresentedClient.Read(null, Form("client_id=toska"), out _);

        Assert.Equal(("toska", true), (client!.Id, client.Secret is null));
        Assert.Null(PresentedClient.Read("Bearer x", Form(""), out var error));
        Assert.Null(error);
    }

    [Fact]
    public void Matches_NoStoredHash_IsFalse() => Assert.False(ClientSecret.Presented("").Matches(null));

    private static OAuthForm Form(string text) => OAuthForm.Parse(Encoding.ASCII.GetBytes(text), out _)!;
}
