using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Identity;

/// <summary>
/// Notes that keys are used: about once an hour for each, within the invocation that used it, since nothing may run
/// after it. The note is worth no request: it may fail, and it waits for no store that does not answer.
/// </summary>
internal sealed partial class ApiKeyUses(IApiKeyStore keys, TimeProvider time, ILogger<ApiKeyUses> logger)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    // Of keys that exist only, of which there is a bounded number. What the store says may be a moment old, and a note
    // that failed is not tried again with each request.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tried = new(StringComparer.Ordinal);

    public async ValueTask NoteAsync(StoredApiKey key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - key.LastUsedAt < ApiKeyRules.UseGrain || !IsMine(key.Id, now))
        {
            return;
        }

        try
        {
            await keys.NoteUseAsync(key.Id, CancellationToken.None).WaitAsync(Deadline, time, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotNoted(logger, key.Id, exception);
        }
    }

    // Of those that ask at once, one writes.
    private bool IsMine(string id, DateTimeOffset now)
    {
        if (_tried.TryGetValue(id, out var last))
        {
            return now - last >= ApiKeyRules.UseGrain && _tried.TryUpdate(id, now, last);
        }

        return _tried.TryAdd(id, now);
    }
}
