using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using ToskaMesh.Shared.Identity.Passwords;
using BCryptAlgorithm = BCrypt.Net.BCrypt;

namespace ToskaMesh.Functions.Identity.Passwords;

/// <summary>
/// BCrypt of the password's SHA-384 in base64: 64 characters, so that BCrypt, which cuts behind 72 bytes and stops at a
/// zero byte, takes all of any password (ASVS 5.0, 6.2.8). At most a few run at a time and a bounded number wait,
/// since each takes a processor for a quarter of a second.
/// </summary>
internal sealed class BCryptPasswordHasher : IPasswordHasher, IDisposable
{
    // Names what was done, so that another scheme can follow.
    private const string Scheme = "bcrypt-sha384:";

    private const int WaitingPerHash = 32;

    // Of nobody's password: what follows cost and salt is never found by hashing.
    private const string NobodysSaltAndHash = "abcdefghijklmnopqrstuuAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private readonly int _cost;
    private readonly string _nobodys;
    private readonly ConcurrencyLimiter _turns;

    public BCryptPasswordHasher(int cost, int concurrent)
    {
        _cost = cost;
        _nobodys = Nobodys(cost);
        _turns = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = concurrent,
            QueueLimit = concurrent * WaitingPerHash,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        RunAsync(() => Scheme + BCryptAlgorithm.HashPassword(Digest(password), _cost), cancellationToken);

    public Task<PasswordCheck> VerifyAsync(string password, string? storedHash, CancellationToken cancellationToken)
    {
        var isOurs = storedHash?.StartsWith(Scheme, StringComparison.Ordinal) is true;
        var stored = isOurs ? storedHash![Scheme.Length..] : _nobodys;
        return RunAsync(
            () =>
            {
                var matches = BCryptAlgorithm.Verify(Digest(password), stored) && isOurs;
                foreach (var cost in FillingCosts(CostOf(stored), _cost))
                {
                    _ = BCryptAlgorithm.Verify("", Nobodys(cost));
                }

                return new PasswordCheck(matches, matches && BCryptAlgorithm.PasswordNeedsRehash(stored, _cost));
            },
            cancellationToken);
    }

    /// <summary>
    /// What more to do after a check at a lower cost, so that one of nobody's takes as long: each cost doubles the
    /// work, hence c + c + (c + 1) + ... + (wanted - 1) is as much as wanted.
    /// </summary>
    internal static IEnumerable<int> FillingCosts(int stored, int wanted) => Enumerable.Range(stored, Math.Max(0, wanted - stored));

    public void Dispose() => _turns.Dispose();

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        using var turn = await _turns.AcquireAsync(1, cancellationToken);
        return turn.IsAcquired ? await Task.Run(work, cancellationToken) : throw new PasswordHashingBusyException();
    }

    // $2a$12$...
    private static int CostOf(string stored) => int.Parse(stored.AsSpan(4, 2), CultureInfo.InvariantCulture);

    private static string Nobodys(int cost) => $"$2a${cost:D2}${NobodysSaltAndHash}";

    private static string Digest(string password) => Convert.ToBase64String(SHA384.HashData(Encoding.UTF8.GetBytes(password)));
}
