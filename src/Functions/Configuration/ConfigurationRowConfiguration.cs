using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToskaMesh.Shared.Configuration;

namespace ToskaMesh.Functions.Configuration;

internal sealed class ConfigurationRowConfiguration : IEntityTypeConfiguration<ConfigurationRow>
{
    public void Configure(EntityTypeBuilder<ConfigurationRow> builder)
    {
        builder.ToTable("Configurations");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Name).HasMaxLength(ConfigurationName.MaxLength);
        builder.Property(row => row.Environment).HasMaxLength(EnvironmentName.MaxLength);
        builder.Property(row => row.Position).HasMaxLength(EnvironmentName.MaxLength + 1 + ConfigurationName.MaxLength);
        builder.Property(row => row.Hash).HasMaxLength(64);
        builder.Property(row => row.ActiveHash).HasMaxLength(64);
        builder.Property(row => row.Fingerprint).HasMaxLength(64);
        builder.Property(row => row.Description).HasMaxLength(ConfigurationLimits.DescriptionLength);
        builder.Property(row => row.ChangedBy).HasMaxLength(128);
        builder.HasIndex(row => row.Position).IsUnique();
    }
}
