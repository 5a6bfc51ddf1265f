using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Identity.Mail;

namespace ToskaMesh.Functions.Identity.Mail;

/// <summary>Where no mail server is set: mails become files of the data directory's folder <c>mail</c>, for the person at this machine alone.</summary>
internal sealed class SpoolEmailSender(IOptions<MeshOptions> mesh, IOptions<EmailOptions> options, TimeProvider time) : IEmailSender
{
    /// <summary>The oldest go when there are more.</summary>
    public const int MaxFiles = 1000;

    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(mail, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MailNotSentException($"The folder of mails cannot be written: {exception.GetType().Name}.");
        }
    }

    private async Task WriteAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(mesh.Value.FullDataDirectory, "mail"));
        foreach (var old in folder.GetFiles("*.eml").OrderByDescending(file => file.Name, StringComparer.Ordinal).Skip(MaxFiles - 1))
        {
            old.Delete();
        }

        var now = time.GetUtcNow();
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var message = MimeMails.Create(mail, options.Value.From, now);
        await using var stream = new FileStream(Path.Combine(folder.FullName, $"{now:yyyyMMdd'T'HHmmss'Z'}-{Guid.CreateVersion7(now):N}.eml"), file);
        await message.WriteToAsync(stream, cancellationToken);
    }
}
