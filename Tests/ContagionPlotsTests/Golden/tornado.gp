set terminal svg size 960,341 font 'DejaVu Sans,13' background '#FFFFFF'
set encoding utf8
set border 3 linecolor rgb '#666666' linewidth 0.8
set tics nomirror out textcolor rgb '#222222'
set grid ytics linetype 1 linecolor rgb '#DDDDDD' linewidth 0.6
set key noenhanced outside bottom center horizontal Left reverse samplen 3 spacing 1.2 height 0.7
set datafile missing 'NaN'
set tmargin 3
set label 1000 'What moves the bad debt' . "\n" . 'each parameter by 1 %' at screen 0.5, screen 1 center offset 0,-1 noenhanced
set xlabel 'change of bad debt (thousand USD)' noenhanced
set yrange [0.4:4.6]
unset grid
set grid xtics linetype 1 linecolor rgb '#DDDDDD' linewidth 0.6
set arrow from 0,graph 0 to 0,graph 1 nohead linecolor rgb '#222222' front
set ytics nomirror ('shock.ETH' 4, 'pools.eth-usd.depth' 3, 'protocols.Gamma.reserves.ETH.bonus' 2, 'protocols.Beta.reserves.ETH.liquidationThreshold' 1) noenhanced textcolor rgb '#222222'
$d0 << EOD
4.0 -21.0 30.0
3.0 9.0 -8.0
2.0 -1.2 1.2
1.0 4.0 2.0
EOD
plot $d0 using (0):1:(0):2:($1+0.02):($1+0.36) with boxxyerror fillcolor rgb '#56B4E9' fillstyle solid 0.6 border rgb '#333333' title '−1 %', \
  $d0 using (0):1:(0):3:($1-0.36):($1-0.02) with boxxyerror fillcolor rgb '#D55E00' fillstyle solid 1 border rgb '#333333' title '+1 %'
