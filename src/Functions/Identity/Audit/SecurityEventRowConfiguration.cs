using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ToskaMesh.Functions.Identity.Audit;

internal sealed class SecurityEventRowConfiguration : IEntityTypeConfiguration<SecurityEventRow>
{
    public void Configure(EntityTypeBuilder<SecurityEventRow> builder)
    {
        builder.ToTable("SecurityEvents");
        builder.HasKey(row => row.Position);
        builder.Property(row => row.Position).HasMaxLength(64);
        builder.Property(row => row.Action).HasMaxLength(64);
        builder.Property(row => row.Actor).HasMaxLength(128);
        builder.Property(row => row.Target).HasMaxLength(128);
        builder.Property(row => row.ClientNetwork).HasMaxLength(64);
        builder.Property(row => row.CorrelationId).HasMaxLength(128);
        builder.Property(row => row.Detail).HasMaxLength(512);
        builder.HasIndex(row => new { row.Target, row.Position });
        builder.HasIndex(row => new { row.Actor, row.Position });
    }
}
