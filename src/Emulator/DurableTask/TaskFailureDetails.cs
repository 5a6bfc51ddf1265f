using ToskaMesh.Emulator.Durable.Failures;

namespace Microsoft.DurableTask;

/// <summary>How a task failed, in a form that survives the process.</summary>
/// <param name="ErrorType">The full name of the exception's type.</param>
/// <param name="InnerFailure">The failure that caused this one.</param>
public record TaskFailureDetails(
    string ErrorType, string ErrorMessage, string? StackTrace, TaskFailureDetails? InnerFailure, IDictionary<string, object?>? Properties)
{
    // Failures are stored as JSON, whose depth is bounded.
    private const int MostInner = 16;

    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return FromException(exception, MostInner);
    }

    public bool IsCausedBy<T>()
        where T : Exception =>
        IsCausedBy(typeof(T));

    /// <summary>Whether the exception was of this type or of one derived from it. Inner failures have details of their own.</summary>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        return ErrorType == targetBaseExceptionType.FullName
            || (ExceptionTypes.Find(ErrorType) is { } type && targetBaseExceptionType.IsAssignableFrom(type));
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    private static TaskFailureDetails FromException(Exception exception, int mostInner)
    {
        var inner = mostInner == 0 ? null
            : exception is TaskFailedException failed ? Cut(failed.FailureDetails, mostInner - 1)
            : exception.InnerException is { } cause ? FromException(cause, mostInner - 1)
            : null;
        var type = exception.GetType();
        var message = Guarded(() => exception.Message) ?? "The exception does not tell its message.";
        return new TaskFailureDetails(type.FullName ?? type.Name, message, Guarded(() => exception.StackTrace), inner, null);
    }

    private static TaskFailureDetails Cut(TaskFailureDetails failure, int mostInner) => failure.InnerFailure is { } inner
        ? failure with { InnerFailure = mostInner == 0 ? null : Cut(inner, mostInner - 1) }
        : failure;

    /// <summary>The getters are virtual, and a failure that cannot be told must not become another one.</summary>
    private static string? Guarded(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (Exception)
        {
            return null;
        }
    }
}
