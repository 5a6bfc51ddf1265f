using ToskaMesh.Emulator.Durable.Failures;

namespace Microsoft.DurableTask;

/// <summary>How a task failed, in a form that survives the process.</summary>
/// <param name="ErrorType">The full name of the exception's type.</param>
/// <param name="InnerFailure">The failure that caused this one.</param>
public record TaskFailureDetails(
    string ErrorType, string ErrorMessage, string? StackTrace, TaskFailureDetails? InnerFailure, IDictionary<string, object?>? Properties)
{
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var inner = exception is TaskFailedException failed ? failed.FailureDetails
            : exception.InnerException is { } cause ? FromException(cause)
            : null;
        var type = exception.GetType();
        return new TaskFailureDetails(type.FullName ?? type.Name, exception.Message, exception.StackTrace, inner, null);
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
}
