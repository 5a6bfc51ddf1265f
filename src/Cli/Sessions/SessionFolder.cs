namespace ToskaMesh.Cli.Sessions;

/// <summary>Where this user's logins are kept, one file for each mesh.</summary>
internal sealed class SessionFolder(string path)
{
    /// <summary><c>toska</c> in <c>$XDG_CONFIG_HOME</c> or <c>~/.config</c>; on Windows in the roaming AppData.</summary>
    public static SessionFolder OfThisUser() =>
        new(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "toska"));

    /// <param name="url">Addresses that differ are different meshes, even where they lead to one.</param>
    public SessionFile Of(Uri url) => new(Path.Combine(path, Uri.EscapeDataString(url.AbsoluteUri.TrimEnd('/')) + ".json"));
}
