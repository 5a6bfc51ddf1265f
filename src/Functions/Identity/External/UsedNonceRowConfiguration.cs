using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ToskaMesh.Functions.Identity.External;

internal sealed class UsedNonceRowConfiguration : IEntityTypeConfiguration<UsedNonceRow>
{
    public void Configure(EntityTypeBuilder<UsedNonceRow> builder)
    {
        builder.ToTable("UsedNonces");
        builder.HasKey(row => row.Nonce);
        builder.Property(row => row.Nonce).HasMaxLength(64);
        builder.HasIndex(row => row.Until);
    }
}
