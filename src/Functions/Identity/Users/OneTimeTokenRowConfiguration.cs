using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ToskaMesh.Functions.Identity.Users;

internal sealed class OneTimeTokenRowConfiguration : IEntityTypeConfiguration<OneTimeTokenRow>
{
    public void Configure(EntityTypeBuilder<OneTimeTokenRow> builder)
    {
        builder.ToTable("OneTimeTokens");
        builder.HasKey(row => new { row.UserId, row.Purpose });
        builder.Property(row => row.Hash).HasMaxLength(64);
        builder.HasIndex(row => row.ExpiresAt);
    }
}
