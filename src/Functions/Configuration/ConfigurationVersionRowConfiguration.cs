using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToskaMesh.Shared.Configuration;

namespace ToskaMesh.Functions.Configuration;

internal sealed class ConfigurationVersionRowConfiguration : IEntityTypeConfiguration<ConfigurationVersionRow>
{
    public void Configure(EntityTypeBuilder<ConfigurationVersionRow> builder)
    {
        builder.ToTable("ConfigurationVersions");
        builder.HasKey(row => new { row.ConfigurationId, row.Number });
        builder.Property(row => row.Hash).HasMaxLength(64);
        builder.Property(row => row.Description).HasMaxLength(ConfigurationLimits.DescriptionLength);
        builder.Property(row => row.Notes).HasMaxLength(ConfigurationLimits.NotesLength);
        builder.Property(row => row.CreatedBy).HasMaxLength(128);
        builder.HasOne<ConfigurationRow>().WithMany().HasForeignKey(row => row.ConfigurationId);
    }
}
