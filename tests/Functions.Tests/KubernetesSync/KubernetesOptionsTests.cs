using ToskaMesh.Functions.KubernetesSync;

namespace ToskaMesh.Functions.Tests.KubernetesSync;

public sealed class KubernetesOptionsTests
{
    [Fact]
    public void Defaults_AreValid_AndOff()
    {
        Assert.Empty(Faults(new KubernetesOptions()));
        Assert.False(new KubernetesOptions().Import);
    }

    /// <summary>Whoever may write a Service in a namespace may then join: which ones that are is said, never assumed.</summary>
    [Fact]
    public void Import_WithoutNamespaces_IsRefused()
    {
        Assert.Contains("Namespaces", Assert.Single(Faults(new KubernetesOptions { Import = true })), StringComparison.Ordinal);
        Assert.Empty(Faults(new KubernetesOptions { Import = true, Namespaces = "*" }));
        Assert.Empty(Faults(new KubernetesOptions { Import = true, Namespaces = "shop, bank" }));
    }

    [Theory]
    [InlineData("http://user:secret@cluster")]
    [InlineData("cluster:6443")]
    [InlineData("cluster")]
    public void Api_ThatIsNoAddress_IsRefusedWithoutItsText(string api)
    {
        var fault = Assert.Single(Faults(new KubernetesOptions { Api = new Uri(api, UriKind.RelativeOrAbsolute) }));

        Assert.Contains("Mesh:Kubernetes:Api", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Token_InClearText_IsRefused() =>
        Assert.Single(Faults(new KubernetesOptions { Api = new Uri("http://10.0.0.1:8080"), TokenFile = "/token" }));

    [Fact]
    public void EachFault_IsNamed() => Assert.Equal(6, Faults(new KubernetesOptions
    {
        Cluster = "a b",
        TokenFile = "/token",
        Namespaces = "Shop",
        Timeout = TimeSpan.FromMinutes(1),
        PageSize = 0,
        MaxServices = 0,
    }).Count);

    private static IReadOnlyList<string> Faults(KubernetesOptions options) => [.. new KubernetesOptionsValidator().Validate(null, options).Failures ?? []];
}
