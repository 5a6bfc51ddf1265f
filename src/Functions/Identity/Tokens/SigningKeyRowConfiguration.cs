using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ToskaMesh.Functions.Identity.Tokens;

internal sealed class SigningKeyRowConfiguration : IEntityTypeConfiguration<SigningKeyRow>
{
    public void Configure(EntityTypeBuilder<SigningKeyRow> builder)
    {
        builder.ToTable("SigningKeys");
        builder.HasKey(row => row.KeyId);
        builder.Property(row => row.KeyId).HasMaxLength(64);
        builder.Property(row => row.X).HasMaxLength(64);
        builder.Property(row => row.Y).HasMaxLength(64);
        builder.Property(row => row.Sealed).HasMaxLength(512);
    }
}
