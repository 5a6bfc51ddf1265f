using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Identity.Mail;
using ToskaMesh.Functions.Identity.Passwords;
using ToskaMesh.Functions.Identity.Sessions;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Identity.Accounts;
using ToskaMesh.Shared.Identity.Login;
using ToskaMesh.Shared.Identity.Mail;
using ToskaMesh.Shared.Identity.Passwords;
using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Functions.Identity.Accounts;

internal static class AccountsServiceCollectionExtensions
{
    /// <summary>People: their accounts, passwords, sessions, and the mails to them.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccountOptions>().Bind(configuration.GetSection(AccountOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AccountOptions>, AccountOptionsValidator>());
        services.AddSingleton<IPasswordHasher>(CreateHasher);
        services.AddSingleton(provider => new SignInPolicy(provider.GetRequiredService<IOptions<AccountOptions>>().Value.RequireConfirmedEmail));
        services.AddSingleton(provider => new SignUpPolicy(IsOpen(provider)));
        services.AddSingleton<LoginThrottle>();
        services.AddSingleton<MailThrottle>();
        services.AddSingleton<BootstrapSecret>();
        services.AddSingleton<IBootstrapSecret>(provider => provider.GetRequiredService<BootstrapSecret>());
        services.AddSingleton<IUserSessions, UserSessions>();
        services.AddSingleton<RefusedLogins>();
        services.AddSingleton<RefusedSecrets>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<SignUp>();
        services.AddSingleton<MailedTokens>();
        services.AddSingleton<PasswordProof>();
        services.AddSingleton<OwnAccount>();
        services.AddSingleton<UserAdministration>();
        services.AddSingleton<ITickPart, SessionPurge>();
        return services.AddMails(configuration);
    }

    private static IServiceCollection AddMails(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EmailOptions>().Bind(configuration.GetSection(EmailOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EmailOptions>, EmailOptionsValidator>());
        services.AddSingleton<MailSealer>();
        services.AddSingleton<IMailSealer>(provider => provider.GetRequiredService<MailSealer>());
        services.AddSingleton<ITickPart, SendMails>();
        if (configuration[$"{EmailOptions.Section}:{nameof(EmailOptions.Smtp)}"] is { Length: > 0 })
        {
            services.AddSingleton<IEmailSender, SmtpEmailSender>();
        }
        else if (MeshAdapters.Of(configuration).Profile is MeshProfile.Cloud)
        {
            services.AddSingleton<IEmailSender, NoEmailSender>();
        }
        else
        {
            services.AddSingleton<IEmailSender, SpoolEmailSender>();
        }

        return services;
    }

    private static bool IsOpen(IServiceProvider provider)
    {
        var profile = provider.GetRequiredService<IOptions<MeshOptions>>().Value.Profile;
        return provider.GetRequiredService<IOptions<AccountOptions>>().Value.RegistrationIn(profile) is RegistrationMode.Open;
    }

    private static BCryptPasswordHasher CreateHasher(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<AccountOptions>>().Value;
        var concurrent = options.ConcurrentHashes > 0 ? options.ConcurrentHashes : Math.Max(1, Environment.ProcessorCount / 2);
        return new BCryptPasswordHasher(options.BCryptCost, concurrent);
    }
}
