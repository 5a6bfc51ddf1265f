using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ToskaMesh.Functions.Configuration.Rollouts;

internal sealed class RolloutRowConfiguration : IEntityTypeConfiguration<RolloutRow>
{
    public void Configure(EntityTypeBuilder<RolloutRow> builder)
    {
        builder.ToTable("Rollouts");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Hash).HasMaxLength(64);
        builder.HasIndex(row => new { row.ConfigurationId, row.EndedAt });
        builder.HasIndex(row => row.EndedAt);
        builder.HasIndex(row => row.Mark);
        builder.Property(row => row.Mark).HasDefaultValue(0L).ValueGeneratedNever();
        builder.HasOne<ConfigurationRow>().WithMany().HasForeignKey(row => row.ConfigurationId);
    }
}
