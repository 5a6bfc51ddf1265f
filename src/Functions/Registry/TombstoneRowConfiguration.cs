using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

internal sealed class TombstoneRowConfiguration : IEntityTypeConfiguration<TombstoneRow>
{
    public void Configure(EntityTypeBuilder<TombstoneRow> builder)
    {
        builder.ToTable("Tombstones");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(InstanceId.MaxLength);
        builder.Property(row => row.Service).HasMaxLength(ServiceName.MaxLength);
        builder.HasOne<ServiceRow>().WithMany().HasForeignKey(row => row.Service).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => new { row.Service, row.Id });
        builder.HasIndex(row => row.DeregisteredAt);
    }
}
