using System.Diagnostics.CodeAnalysis;

namespace ToskaMesh.Shared.Validation;

/// <summary>A value that holds every rule, or all the reasons why there is none.</summary>
public sealed record Parsed<T>
    where T : class
{
    internal Parsed(T? value, IReadOnlyList<ValidationError> errors) => (Value, Errors) = (value, errors);

    public T? Value { get; }

    /// <summary>Empty if, and only if, there is a value.</summary>
    public IReadOnlyList<ValidationError> Errors { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Value is not null;
}
