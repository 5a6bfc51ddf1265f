using System.Text.RegularExpressions;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;

namespace ToskaMesh.EndToEnd.Tests.Identity;

/// <summary>What the mesh wrote to people, in the spool that stands for a mail server.</summary>
internal sealed partial class Mailbox(Mesh mesh)
{
    /// <summary>Waits for the mail with that subject, and takes the token out of it.</summary>
    public async Task<string> TokenAsync(string address, string subject)
    {
        string? token = null;
        await Eventually.TrueAsync(
            async () => (token = Token(await ReadAsync(address, subject))) is not null,
            $"a mail '{subject}' to {address}. Functions:\n{mesh.Functions!.Output}");
        return token!;
    }

    private static string? Token(string? mail) =>
        mail is not null && TokenOf().Match(mail) is { Success: true } match ? match.Groups["token"].Value : null;

    private async Task<string?> ReadAsync(string address, string subject)
    {
        var folder = Path.Combine(mesh.DataDirectory, "mail");
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml") : [])
        {
            // Without the line breaks that quoted-printable puts into long lines.
            var text = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("=\r\n", "", StringComparison.Ordinal).Replace("=\n", "", StringComparison.Ordinal);
            if (text.Contains(address, StringComparison.OrdinalIgnoreCase) && text.Contains(subject, StringComparison.Ordinal))
            {
                return text;
            }
        }

        return null;
    }

    [GeneratedRegex("\"token\":\\s*\"(?<token>[A-Za-z0-9_-]{43})\"")]
    private static partial Regex TokenOf();
}
