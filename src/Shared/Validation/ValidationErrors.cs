namespace ToskaMesh.Shared.Validation;

/// <summary>Gathers every fault of a document. Bounded: a document that is wrong a thousand times needs no thousand sentences.</summary>
public sealed class ValidationErrors
{
    public const int MaxCount = 100;

    private readonly List<ValidationError> _errors = [];

    public bool Any => _errors.Count > 0;

    public void Add(string pointer, string detail)
    {
        if (_errors.Count < MaxCount)
        {
            _errors.Add(new ValidationError(pointer, detail));
        }
    }

    public IReadOnlyList<ValidationError> ToList() => [.. _errors];
}
