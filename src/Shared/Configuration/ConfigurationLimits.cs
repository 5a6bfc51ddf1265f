namespace ToskaMesh.Shared.Configuration;

/// <summary>The sizes of configurations.</summary>
public static class ConfigurationLimits
{
    /// <summary>Of the content as it is written, and of the JSON that it means: bytes of UTF-8.</summary>
    public const int Content = 256 * 1024;

    /// <summary>Of a schema as it is written: bytes of UTF-8.</summary>
    public const int Schema = 64 * 1024;

    /// <summary>Of the body that writes both: JSON may spell a line break in two bytes, and others in six.</summary>
    public const int Body = 1024 * 1024;

    /// <summary>Of objects and arrays in each other.</summary>
    public const int Depth = 32;

    /// <summary>Digits of a number that has no exponent.</summary>
    public const int Digits = 28;

    /// <summary>
    /// Of the JSON pointers to all values of a content together: characters. Whatever names each value by its place
    /// (origins, differences, violations) would otherwise grow with the square of the content.
    /// </summary>
    public const int Pointers = 8 * 1024 * 1024;

    public const int DescriptionLength = 1024;

    /// <summary>They become part of an audit record.</summary>
    public const int NotesLength = 400;

    public const int Services = 64;

    public const int Labels = 16;

    public const int LabelLength = 128;

    /// <summary>Configurations that are not deleted in one environment.</summary>
    public const int PerEnvironment = 500;

    /// <summary>Versions of a configuration that are kept. The oldest goes when there is one more; numbers go on.</summary>
    public const int Versions = 5000;

    /// <summary>Configurations that one instance gets merged.</summary>
    public const int Layers = 64;

    /// <summary>Different secrets that one instance's configuration refers to.</summary>
    public const int Secrets = 64;
}
