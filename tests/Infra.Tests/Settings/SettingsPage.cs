using System.Text;

namespace ToskaMesh.Infra.Tests.Settings;

/// <summary>The catalogue as a page of the documentation.</summary>
internal static class SettingsPage
{
    private const string Head = """
        # Settings

        Every setting that the function app and the gateway read. This page is made from the sources by `scripts/renew.sh`, and a test fails where it is behind them.

        As environment variables a name has `__` for each `:` (`Mesh__Mode`); `N` is a number from 0, `NAME` a name of your choice. Durations are `hh:mm:ss` (a day before it as `1.00:00:00`), networks CIDR. What cannot be read is refused at the start, all faults at once. Names do not distinguish upper and lower case; `none` as a default means that nothing is set.

        | setting | default | read by | meaning |
        |---|---|---|---|

        """;

    public static string Render(IEnumerable<Setting> settings)
    {
        var page = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var setting in settings)
        {
            page.Append("| `").Append(setting.Name).Append("` | ")
                .Append(setting.Default.Length == 0 ? "none" : $"`{setting.Default}`").Append(" | ")
                .AppendJoin(", ", setting.ReadBy).Append(" | ").Append(setting.Meaning).Append(" |\n");
        }

        return page.ToString();
    }
}
