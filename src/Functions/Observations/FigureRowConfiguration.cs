using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Observations;

internal sealed class FigureRowConfiguration : IEntityTypeConfiguration<FigureRow>
{
    public void Configure(EntityTypeBuilder<FigureRow> builder)
    {
        builder.ToTable("GatewayFigures");

        // By minute first: sums are asked for over minutes, and whole minutes are forgotten.
        builder.HasKey(row => new { row.Minute, row.Gateway, row.InstanceId });
        builder.Property(row => row.Gateway).HasMaxLength(InstanceId.MaxLength);
        builder.Property(row => row.InstanceId).HasMaxLength(InstanceId.MaxLength);
        builder.Property(row => row.Service).HasMaxLength(ServiceName.MaxLength);
    }
}
