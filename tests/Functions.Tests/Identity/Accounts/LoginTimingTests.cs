using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Identity.Passwords;
using ToskaMesh.Shared.Identity.Login;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Tests.Identity.Accounts;

/// <summary>
/// Whether the time that a refused login takes tells an unknown address from a wrong password, by samples that take
/// turns, so that whatever else the machine does hits both alike. The measure is the share of pairs in which the
/// unknown one took longer (Mann and Whitney's U): a half when nothing can be told, 0 or 1 when one sample tells all.
/// </summary>
public sealed class LoginTimingTests
{
    private const string Known = "known@example.org";

    private const int Samples = 200;

    // A tenth of the real work at cost 12, so that what is around it weighs ten times as much as it would.
    private const int Cost = 8;

    // Below this share of the longer ones, or above what is left of 1, the two are told apart. A busy machine scatters
    // both kinds, which moves the share towards a half: without the work 0 alone, 0.14 at load 13.
    private const double Told = 0.25;

    [Fact]
    public async Task Login_UnknownAndWrong_TakeAsLong()
    {
        var (unknown, wrong) = await MeasureAsync(skipsNobodys: false);

        Assert.InRange(ShareOfLonger(unknown, wrong), Told, 1 - Told);
        Assert.True(Quantile(unknown, 0.25) < Quantile(wrong, 0.75) && Quantile(wrong, 0.25) < Quantile(unknown, 0.75), "the middle halves overlap");
    }

    // The control: the same measure of a hasher that has nothing to do for nobody.
    [Fact]
    public async Task Login_UnknownWithoutTheWork_WouldBeTold()
    {
        var (unknown, wrong) = await MeasureAsync(skipsNobodys: true);

        Assert.InRange(ShareOfLonger(unknown, wrong), 0, Told);
    }

    private static async Task<(List<double> Unknown, List<double> Wrong)> MeasureAsync(bool skipsNobodys)
    {
        await using var accounts = await AccountsUnderTest.StartAsync(
            new CountingHasher(new BCryptPasswordHasher(Cost, 1)) { SkipsNobodys = skipsNobodys });
        await accounts.RegisterAsync(Known);
        var throttle = accounts.Mesh.Services.GetRequiredService<LoginThrottle>();
        var (unknown, wrong) = (new List<double>(), new List<double>());
        for (var i = -10; i < Samples; i++)
        {
            await throttle.ForgetAsync(EmailAddress.Parse(Known), TestContext.Current.CancellationToken);
            var pair = (Unknown: await TimeAsync(accounts, $"nobody{i}@example.org"), Wrong: await TimeAsync(accounts, Known));

            // The first ones warm up.
            if (i >= 0)
            {
                unknown.Add(pair.Unknown);
                wrong.Add(pair.Wrong);
            }
        }

        return (unknown, wrong);
    }

    private static async Task<double> TimeAsync(AccountsUnderTest accounts, string email)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await accounts.TryLoginAsync(email, "not the plum tram");
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        return elapsed;
    }

    private static double ShareOfLonger(List<double> some, List<double> others) =>
        some.Sum(one => others.Sum(other => one > other ? 1 : one < other ? 0 : 0.5)) / some.Count / others.Count;

    private static double Quantile(List<double> samples, double share) => samples.Order().ElementAt((int)(share * (samples.Count - 1)));
}
