namespace ToskaMesh.Functions.Profile;

/// <summary>One of the things that <c>migrate</c> makes before an app starts: a schema, containers, exchanges and queues.</summary>
internal interface IMigration
{
    /// <summary>What it makes, for people.</summary>
    string Part { get; }

    /// <summary>Makes what is missing, and can be run again at any time.</summary>
    /// <returns>What was made, in order; none when all of it was there.</returns>
    /// <exception cref="Exception">The part cannot be reached or used; the message says why.</exception>
    Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken);
}
