using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Observations;

internal sealed class FigureRowConfiguration : IEntityTypeConfiguration<FigureRow>
{
    public void Configure(EntityTypeBuilder<FigureRow> builder)
    {
        builder.ToTable("GatewayFigures");

        // By minute first: whole minutes are forgotten. Sums are asked for by instance.
        builder.HasKey(row => new { row.Minute, row.Gateway, row.InstanceId, row.Mark });
        builder.HasIndex(row => new { row.InstanceId, row.Minute });

        // For a build without marks that still runs beside this one.
        builder.Property(row => row.Mark).HasDefaultValue(0L).ValueGeneratedNever();
        builder.Property(row => row.Gateway).HasMaxLength(InstanceId.MaxLength);
        builder.Property(row => row.InstanceId).HasMaxLength(InstanceId.MaxLength);
        builder.Property(row => row.Service).HasMaxLength(ServiceName.MaxLength);
    }
}
