using ToskaMesh.Gateway.Documents;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Observations;

/// <summary>How this gateway stands with each document, and since when. Every report carries all of it, so none needs another.</summary>
internal sealed class SeenDocuments(ReportSignal signal, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, FollowedDocument> _documents = new(StringComparer.Ordinal);

    public IReadOnlyList<FollowedDocument> All()
    {
        lock (_lock)
        {
            return [.. _documents.Values];
        }
    }

    public void Note(string name, FollowedState state)
    {
        lock (_lock)
        {
            var before = _documents.GetValueOrDefault(name);
            var after = new FollowedDocument(name, Applied(before?.Applied, state.Applied), Rejected(before?.Rejected, state.Rejection));
            if (after == before)
            {
                return;
            }

            _documents[name] = after;
        }

        signal.Changed();
    }

    private AppliedDocument? Applied(AppliedDocument? before, TableVersion? applied) =>
        applied is not { } order ? null : before?.Order() == order ? before : new AppliedDocument(order.Epoch, order.Version, timeProvider.GetUtcNow());

    private RejectedDocument? Rejected(RejectedDocument? before, DocumentRejection? rejection)
    {
        if (rejection is null)
        {
            return null;
        }

        var errors = rejection.Errors.Take(ObservationLimits.Errors)
            .Select(error => ReportText.Clean(error, ObservationLimits.ErrorLength)).OfType<string>().ToList();
        return before is not null && before.Reason == rejection.Reason && before.Errors.SequenceEqual(errors)
            ? before
            : new RejectedDocument(rejection.Reason, errors, timeProvider.GetUtcNow());
    }
}
