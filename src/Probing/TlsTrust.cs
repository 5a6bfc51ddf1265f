using System.Security.Cryptography.X509Certificates;

namespace ToskaMesh.Probing;

/// <summary>By what the certificates of instances are judged.</summary>
internal static class TlsTrust
{
    /// <param name="caFile">A PEM file: the only authorities that are trusted. Empty: those of the system.</param>
    public static X509ChainPolicy PolicyOf(string caFile)
    {
        // A certificate can name an address where its issuer's is to be fetched: that would be a second way to dial, chosen
        // by the instance, and past the address rules.
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (caFile.Length > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.ImportFromPemFile(caFile);
        }

        return policy;
    }
}
