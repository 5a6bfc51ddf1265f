namespace ToskaMesh.Shared.Routing;

/// <summary>Where the documents lie as blobs: one of the two is set.</summary>
public sealed class DocumentStorageOptions
{
    public const string ConnectionStringSetting = "Mesh:Documents";

    public const string ServiceUriSetting = "Mesh:Documents:serviceUri";

    /// <summary>The storage account of the route table and the credentials outside the embedded profile, as a connection string: with the account's key or a signature, or <c>UseDevelopmentStorage=true</c> for Azurite. Secret.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Instead of it, the blob service, such as <c>https://account.blob.core.windows.net</c>, opened by the identity that the process runs as.</summary>
    public string ServiceUri { get; set; } = "";

    /// <summary>One setting is a value and has another one below it, which a binder does not fill.</summary>
    public void Read(Func<string, string?> setting)
    {
        ConnectionString = setting(ConnectionStringSetting) ?? "";
        ServiceUri = setting(ServiceUriSetting) ?? "";
    }
}
