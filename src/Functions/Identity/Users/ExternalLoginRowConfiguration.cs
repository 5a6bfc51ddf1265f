using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ToskaMesh.Functions.Identity.Users;

internal sealed class ExternalLoginRowConfiguration : IEntityTypeConfiguration<ExternalLoginRow>
{
    public void Configure(EntityTypeBuilder<ExternalLoginRow> builder)
    {
        builder.ToTable("ExternalLogins");
        builder.HasKey(row => new { row.Provider, row.Subject });
        builder.Property(row => row.Provider).HasMaxLength(64);
        builder.Property(row => row.Subject).HasMaxLength(255);
        builder.HasIndex(row => row.UserId);
    }
}
