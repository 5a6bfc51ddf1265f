using System.Text;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration.Documents;

/// <summary>Reads content. Whatever it is given, its work and what it makes of it are bounded by <see cref="ConfigurationLimits"/>.</summary>
public static class ContentParser
{
    /// <param name="pointer">Where the content stands in the body, for the fault's sake.</param>
    public static ConfigurationDocument? Parse(
        ConfigurationFormat format, string content, string pointer, ValidationErrors errors, int limit = ConfigurationLimits.Content)
    {
        try
        {
            return Parse(format, content, limit);
        }
        catch (ContentFaultException fault)
        {
            errors.Add(pointer, fault.Message);
            return null;
        }
    }

    private static ConfigurationDocument Parse(ConfigurationFormat format, string content, int limit)
    {
        if (!UnicodeText.Is(content))
        {
            throw new ContentFaultException("must be Unicode text");
        }

        if (Encoding.UTF8.GetByteCount(content) > limit)
        {
            throw new ContentFaultException($"must be at most {limit} bytes");
        }

        // Not part of the text (RFC 8259, section 8.1; YAML 1.2.2, section 5.2), and many an editor leaves one there.
        var text = content.StartsWith('\ufeff') ? content[1..] : content;
        var root = format is ConfigurationFormat.Json ? JsonContentReader.Read(text) : YamlContentReader.Read(text);
        return root is MapValue
            ? ConfigurationDocument.FromCanonical(CanonicalWriter.Write(root, limit))
            : throw new ContentFaultException("must be an object: names with values");
    }
}
